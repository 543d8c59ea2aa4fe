import { describe, expect, it } from 'vitest';
import { outcomeOf } from '#src/importer/outcomes.ts';

describe('The words of a decision', () => {
  it.each([
    ['Godkendt.', 'GODKENDT', 'END'],
    ['Indstillingen blev godkendt.', 'GODKENDT', 'END'],
    ['Godkendt. Liste V stemte imod.', 'GODKENDT', 'END'],
    ['Godkendt med den ændring, at fristen er 1. maj.', 'GODKENDT_MED_AENDRING', 'END'],
    ['Tiltrådt.', 'TILTRAADT', 'END'],
    ['Økonomiudvalgets indstilling vedtaget.', 'TILTRAADT', 'END'],
    ['Anbefales godkendt.', 'ANBEFALET', 'FWD'],
    ['Indstilles godkendt', 'ANBEFALET', 'FWD'],
    ['Voksen- og plejeudvalget anbefaler, at politikken godkendes.', 'ANBEFALET', 'FWD'],
    ['Anbefales med bemærkning om prisen.', 'ANBEFALET_MED_AENDRING', 'FWD'],
    ['Anbefales ikke.', 'IKKE_ANBEFALET', 'FWD'],
    ['Indstilles til afslag.', 'IKKE_ANBEFALET', 'FWD'],
    ['Taget til efterretning.', 'TAGET_TIL_EFTERRETNING', 'END'],
    ['Orienteringen blev taget til efterretning.', 'TAGET_TIL_EFTERRETNING', 'END'],
    ['Udvalget tog orienteringen til efterretning.', 'TAGET_TIL_EFTERRETNING', 'END'],
    ['Taget til orientering.', 'TAGET_TIL_ORIENTERING', 'END'],
    ['Punktet blev drøftet.', 'DROEFTET', 'END'],
    ['Gennemgået.', 'GENNEMGAAET', 'END'],
    ['Direktionen behandlede følgende øvrige punkter:', 'BEHANDLET', 'END'],
    ['Godkendt til udsendelse i høring i perioden 1. til 30. maj.', 'SENDT_I_HOERING', 'SIDE'],
    ['Sendes i høring.', 'SENDT_I_HOERING', 'SIDE'],
    ['Udsat.', 'UDSAT', 'SAME'],
    ['Punktet udsættes til næste møde.', 'UDSAT', 'SAME'],
    ['Sendes tilbage til forvaltningen med henblik på en beregning.', 'SENDT_TILBAGE', 'BACK'],
    ['Punktet udgår.', 'UDGAAET', 'BACK'],
    ['Oversendes til Kultur- og fritidsudvalget.', 'HENVIST', 'SIDE'],
    ['Ikke godkendt.', 'AFVIST', 'END'],
    ['Forslaget faldt.', 'AFVIST', 'END'],
    ['Bo Prøve standsede beslutningen efter § 23.', 'STANDSET_P23', 'LIFT'],
    ['Formanden bemyndiges til at svare.', 'BEMYNDIGET', 'END'],
    ['Valgt blev: Bo Prøve.', 'VALGT', 'END'],
    ['Intet.', 'INGEN_BESLUTNING', null],
    ['Der var en dialog om målsætninger.', null, null],
    ['Godkendt, idet prisen undersøges.', null, null],
    ['Godkendelsen afventer.', null, null],
    ['Sagen vil blive godkendt.', null, null],
    ['', null, null],
  ])('"%s" is %s', (text, outcome, effect) => {
    expect(outcomeOf(text, false)).toEqual({ outcome, effect });
  });

  it('adopting is no end where another organ comes after', () => {
    expect(outcomeOf('Godkendt.', true)).toEqual({ outcome: 'GODKENDT', effect: 'FWD' });
  });
});
