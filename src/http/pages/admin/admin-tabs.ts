/** The pages of an administrator, as tabs on each of them, and their style sheet. */
import { assetBase } from '../../assets.ts';

const TABS = [
  { path: '', text: 'Overblik' },
  { path: 'tilstande', text: 'Tilstande' },
  { path: 'personer', text: 'Personer' },
  { path: 'stillinger', text: 'Stillinger' },
  { path: 'organer', text: 'Organer' },
  { path: 'fuldmagter', text: 'Fuldmagter' },
  { path: 'lukkedage', text: 'Lukkedage' },
  { path: 'log', text: 'Log' },
] as const;

const STYLES = ['admin', 'admin-records', 'admin-offices', 'admin-chain', 'admin-chart'];

/** @param current the page's path under `/drift`; empty for the overview */
export const adminTabs = (current: string) => ({
  tabs: TABS.map(({ path, text }) => ({
    href: path === '' ? '/drift' : `/drift/${path}`,
    text,
    current: path === current,
  })),
  styles: STYLES.map((name) => `${assetBase}/own/${name}.css`),
});
