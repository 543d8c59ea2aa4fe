/** What an administrator of the demo's municipality may add. */
const period = { from: '2024-01-01', to: null };
/** Of each kind of record one that is new, by its address under /api/v1. */
export const NEW_RECORDS: Readonly<Record<string, object>> = {
  people: { name: 'Ny Medarbejder', email: 'ny@norddjurs.example', roles: ['officer'], active: true },
  offices: {
    name: 'Havnechef',
    superior: null,
    holders: [{ person: 'person-sofie-brandt', kind: 'holder', ...period }],
  },
  organs: {
    abbreviation: 'HAV',
    name: 'Havneudvalget',
    kind: 'advisory',
    role: 'orienting',
    signing: 'nobody',
    members: [{ person: null, printedName: 'Bo Havn', chair: true, ...period }],
  },
  delegations: {
    from: { kind: 'person', id: 'person-sofie-brandt' },
    to: 'person-emil-toftegaard',
    scope: { actions: null, offices: null },
    validFrom: '2024-01-01',
    validTo: null,
    reason: 'Ferie',
  },
  closures: { name: 'Fredag efter Kristi himmelfart', from: '2024-05-10', to: '2024-05-10', active: true },
};
