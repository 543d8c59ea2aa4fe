/** How the packet as a web page looks: within the page, so that it can be read without the service that made it. */
import { createHash } from 'node:crypto';

export const STYLE = `
:root { color-scheme: light; }
body { margin: 0; font: 1.0625rem/1.55 "IBM Plex Sans", system-ui, sans-serif; color: #1a1a1a; background: #fff; overflow-wrap: anywhere; }
main, header, nav { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; outline: 3px solid #1d4f73; }
h1 { font-size: 2rem; line-height: 1.2; margin: .25rem 0 1rem; }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 2.5rem 0 .75rem; color: #1d4f73; }
h3 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
a { color: #1d4f73; }
a:focus-visible { outline: 3px solid #1d4f73; outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { color: #4d4d4d; } dd { margin: 0; }
.what { font-weight: 600; color: #1d4f73; margin: 0; }
.quiet { color: #4d4d4d; }
.closed { color: #a4262c; font-weight: 600; }
.note { background: #f3f6f8; border-left: 4px solid #1d4f73; padding: .75rem 1rem; margin: 1rem 0; }
.note.warns { background: #fdf1ef; border-color: #a4262c; }
.note p { margin: 0 0 .5rem; } .note p:last-child { margin: 0; }
.text p { white-space: pre-line; }
th, td { overflow-wrap: break-word; }
.bilag { border-top: 1px solid #b5bcc2; margin-top: 2.5rem; }
nav ol, nav ul, .plain { list-style: none; padding-left: 0; } nav ol ol { padding-left: 1.25rem; }
nav li, .plain li { margin: .35rem 0; }
summary { cursor: pointer; color: #1d4f73; }
.wide { overflow-x: auto; margin: 1rem 0; }
.wide:focus-visible { outline: 3px solid #1d4f73; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #b5bcc2; padding: .4rem .6rem; text-align: left; vertical-align: top; }
th p, td p { margin: 0; }
blockquote { border-left: 3px solid #b5bcc2; margin: 1rem 0; padding-left: 1rem; }
footer, .handed { max-width: 46rem; margin: 3rem auto 2rem; padding: 0 1.25rem; }
@media print {
  .skip, nav { display: none; }
  /* The foot of a table comes again on every page. */
  body { display: table; width: 100%; }
  .handed { display: table-footer-group; break-inside: avoid; }
}
`;

/** What the page may load: nothing but its own style. For the header `Content-Security-Policy` of whoever serves it. */
export const PACKET_HTML_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
