/** A presentation as PowerPoint saves it: a chart with the sheet behind it, a hidden slide, and notes for whoever speaks. */
import {
  contentTypes,
  coreProperties,
  escapeXml,
  packageFile,
  packageRelationships,
  relationships,
  XML,
} from '#src/renditions/convert/office/package-file.ts';
import { INVENTED } from './invented.ts';
import { budget } from './spreadsheet.ts';

const A = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const P = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const NAMESPACES = `xmlns:a="${A}" xmlns:r="${R}" xmlns:p="${P}"`;
const GROUP =
  '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>';

const box = (x: number, y: number, width: number, height: number) =>
  `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="${height}"/></a:xfrm>`;
const lines = (texts: readonly string[], size: number) =>
  texts.map((text) => `<a:p><a:r><a:rPr lang="da-DK" sz="${size}"/><a:t>${escapeXml(text)}</a:t></a:r></a:p>`).join('');
const shape = (id: number, type: string, place: string, content: string, hidden = false) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Felt ${id}"${hidden ? ' hidden="1"' : ''}/><p:cNvSpPr/><p:nvPr>${type && `<p:ph type="${type}"/>`}</p:nvPr></p:nvSpPr><p:spPr>${place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>`.replace(
    '<a:p/>',
    content,
  );
const slide = (title: string, body: string, show = true) =>
  `${XML}<p:sld ${NAMESPACES}${show ? '' : ' show="0"'}><p:cSld><p:spTree>${GROUP}${shape(2, 'title', box(600_000, 300_000, 7_900_000, 900_000), lines([title], 3_200))}${body}</p:spTree></p:cSld></p:sld>`;
const text = (id: number, texts: readonly string[], hidden = false) =>
  shape(id, '', box(600_000, 1_500_000, 7_900_000, 3_000_000), lines(texts, 2_000), hidden);
const CHART_FRAME = `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="7" name="Diagram" descr="Søjler over elevtal"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="900000" y="1600000"/><a:ext cx="7000000" cy="4200000"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId2"/></a:graphicData></a:graphic></p:graphicFrame>`;

const points = (values: readonly (string | number)[]) =>
  `<c:ptCount val="${values.length}"/>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')}`;
const CHART = `${XML}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="${A}" xmlns:r="${R}"><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Ark1!$B$1</c:f><c:strCache>${points(['Elever'])}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:f>Ark1!$A$2:$A$4</c:f><c:strCache>${points(['2021', '2022', '2023'])}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Ark1!$B$2:$B$4</c:f><c:numCache><c:formatCode>General</c:formatCode>${points([412, 398, 371])}</c:numCache></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart><c:externalData r:id="rId1"><c:autoUpdate val="1"/></c:externalData></c:chartSpace>`;

const NOTES = `${XML}<p:notes ${NAMESPACES}><p:cSld><p:spTree>${GROUP}${shape(2, 'body', '', lines(['Sig ikke noget om fyringerne før mødet er slut.'], 1_200))}</p:spTree></p:cSld></p:notes>`;
const COLORS = [
  'dk1',
  'lt1',
  'dk2',
  'lt2',
  'accent1',
  'accent2',
  'accent3',
  'accent4',
  'accent5',
  'accent6',
  'hlink',
  'folHlink',
];
const THEME = `${XML}<a:theme xmlns:a="${A}" name="Enkel"><a:themeElements><a:clrScheme name="Enkel">${COLORS.map((name, at) => `<a:${name}><a:srgbClr val="${['000000', 'FFFFFF', '1F3864', 'EEEEEE'][at] ?? '2F5597'}"/></a:${name}>`).join('')}</a:clrScheme><a:fontScheme name="Enkel"><a:majorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Enkel"><a:fillStyleLst>${'<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${'<a:ln><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>'.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${'<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${'<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;
const MAP =
  '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>';
const TREE = `<p:cSld><p:spTree>${GROUP}</p:spTree></p:cSld>`;

const SLIDES = [
  slide(
    'Skolestruktur i Skovby',
    text(3, [
      'Elevtallet falder, og to skoler har plads til flere.',
      'Forvaltningen foreslår en fælles ledelse.',
      INVENTED,
    ]) + text(9, ['Skjult felt: navnet på den nye leder'], true),
  ),
  slide('Elevtal 2021-2023', CHART_FRAME),
  slide('Lukning af Åskolen', text(3, ['Scenarie C: Åskolen lukkes i 2025']), false),
];

/** Words of the presentation that nobody is to find in what is made of it. */
export const SLIDES_HIDDEN = ['fyringerne', 'Åskolen', 'den nye leder', 'Kirsten Holmegaard', 'Jonas Bech'];

export async function slides(): Promise<Buffer> {
  const numbers = SLIDES.map((_, at) => at + 1);
  const relationsOf = (number: number) => [
    { id: 'rId1', type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' },
    ...(number === 2 ? [{ id: 'rId2', type: 'chart', target: '../charts/chart1.xml' }] : []),
    ...(number === 1 ? [{ id: 'rId3', type: 'notesSlide', target: '../notesSlides/notesSlide1.xml' }] : []),
  ];
  const kinds = 'officedocument.presentationml';
  return packageFile({
    '[Content_Types].xml': contentTypes({
      'ppt/presentation.xml': `${kinds}.presentation.main`,
      'ppt/slideMasters/slideMaster1.xml': `${kinds}.slideMaster`,
      'ppt/slideLayouts/slideLayout1.xml': `${kinds}.slideLayout`,
      'ppt/theme/theme1.xml': 'officedocument.theme',
      'ppt/charts/chart1.xml': 'officedocument.drawingml.chart',
      'ppt/notesSlides/notesSlide1.xml': `${kinds}.notesSlide`,
      'docProps/core.xml': 'package.core-properties',
      ...Object.fromEntries(numbers.map((number) => [`ppt/slides/slide${number}.xml`, `${kinds}.slide`])),
    }),
    '_rels/.rels': packageRelationships('ppt/presentation.xml'),
    'docProps/core.xml': coreProperties('Skolestruktur', 'Jonas Bech'),
    'ppt/presentation.xml': `${XML}<p:presentation ${NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId100"/></p:sldMasterIdLst><p:sldIdLst>${numbers.map((number) => `<p:sldId id="${255 + number}" r:id="rId${number}"/>`).join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships([
      ...numbers.map((number) => ({ id: `rId${number}`, type: 'slide', target: `slides/slide${number}.xml` })),
      { id: 'rId100', type: 'slideMaster', target: 'slideMasters/slideMaster1.xml' },
      { id: 'rId101', type: 'theme', target: 'theme/theme1.xml' },
    ]),
    'ppt/theme/theme1.xml': THEME,
    'ppt/slideMasters/slideMaster1.xml': `${XML}<p:sldMaster ${NAMESPACES}>${TREE}${MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
    'ppt/slideMasters/_rels/slideMaster1.xml.rels': relationships([
      { id: 'rId1', type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' },
      { id: 'rId2', type: 'theme', target: '../theme/theme1.xml' },
    ]),
    'ppt/slideLayouts/slideLayout1.xml': `${XML}<p:sldLayout ${NAMESPACES} type="titleOnly">${TREE}</p:sldLayout>`,
    'ppt/slideLayouts/_rels/slideLayout1.xml.rels': relationships([
      { id: 'rId1', type: 'slideMaster', target: '../slideMasters/slideMaster1.xml' },
    ]),
    ...Object.fromEntries(SLIDES.map((part, at) => [`ppt/slides/slide${at + 1}.xml`, part])),
    ...Object.fromEntries(
      numbers.map((number) => [`ppt/slides/_rels/slide${number}.xml.rels`, relationships(relationsOf(number))]),
    ),
    'ppt/notesSlides/notesSlide1.xml': NOTES,
    'ppt/notesSlides/_rels/notesSlide1.xml.rels': relationships([
      { id: 'rId1', type: 'slide', target: '../slides/slide1.xml' },
    ]),
    'ppt/charts/chart1.xml': CHART,
    'ppt/charts/_rels/chart1.xml.rels': relationships([
      { id: 'rId1', type: 'package', target: '../embeddings/ark1.xlsx' },
    ]),
    'ppt/embeddings/ark1.xlsx': await budget(),
  });
}
