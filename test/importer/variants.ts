/** Agendas that nobody has published: made up after the customs of the published ones, to try the importer on what it has not seen. */

const council = `Kommunalbestyrelsen

BESLUTNINGSPROTOKOL

Sted: Mødelokale 4, rådhuset

Dato: Tirsdag den 23. marts 2021

Start kl.: 17:00

Slut kl.: 19:45

Medlemmer: Jan Petersen (A)
Niels Basballe (A)
Benny Hammer (C)

Fraværende: Benny Hammer (C)

Indholdsfortegnelse

\tSide
1. Værdighedspolitik\t2
2. Godkendelse af lokalplan 123-456 for et nyt boligområde ved Søndergade i Grenaa\t4
3. Lukket punkt\t5
Underskriftsside.....\t6

1. Værdighedspolitik

27.36.00-P22-1-20 Åben sag

Sagsgang

VPU, ØK, KB

Resume

Der skal vedtages en ny politik.

Sagsfremstilling

Politikken har været i høring.

1) Den er kort.
2) Den er klar.

Økonomiske konsekvenser:

Ingen.

Indstilling

Velfærdsdirektøren indstiller, at

1. politikken godkendes,
2. den træder i kraft 1. juni.

Beslutning i Voksen- og Plejeudvalget den 09-03-2021

Anbefales godkendt.

Beslutning i Økonomiudvalget den 16-03-2021

Indstilles godkendt.

Beslutning i Kommunalbestyrelsen den 23-03-2021

Godkendt.

Afbud:

Benny Hammer (C)

Bilag:

1 - 3000001\tÅben\tVærdighedspolitik.pdf\t(1234/21)\t(H)
2 -\tLukket\tNotat\t()\t()

2. Godkendelse af lokalplan 123-456 for et nyt boligområde ved
Søndergade i Grenaa

21/555 Åben Sag

Sagsgang

MTU, ØK, KB

Sagsfremstilling

Lokalplanen giver mulighed for 24 boliger. 7. – 9. klasse går på Søndre Skole.

Indstilling

Miljø- og teknikchefen indstiller, at lokalplanen godkendes.

Beslutning i Kommunalbestyrelsen den 23-03-2021

Godkendt med den ændring, at stien flyttes.

3. Lukket punkt

Lukket sag

Underskriftsside

Jan Petersen (A)

Niels Basballe (A)
`;

const windows =
  'Årsplan for ældreområdet\r\n\r\n22/1 Åben Sag\r\n\r\nSagsgang\r\n\r\nVPU\r\n\r\nSagsfremstilling\r\n\r\nEn årsplan på én side.\r\n\r\nIndstilling\r\n\r\nDet indstilles, at planen drøftes.\r\n';

const marked =
  '\ufeffÅbning af skovbørnehave\n\n23/7 Åben sag\n\nSagsfremstilling\n\nDer åbnes en børnehave\u00a0i skoven.\n\f\nIndstilling\n\nDet indstilles, at den åbnes.\n';

const old = `Økonomiudvalget

REFERAT

Møde nr. : 07/2012

1. Budgetopfølgning

Sagsfremstilling

Forbruget følger budgettet.

Indstilling

Økonomichefen indstiller, at opfølgningen tages til efterretning.

Beslutning i Økonomiudvalget den 19-06-2012

Taget til efterretning.

2. Eventuelt

Sagsfremstilling

Intet.
`;

/** Every line followed by an empty one, paragraphs ended by a line with a space. */
const doubled = council
  .split('\n')
  .map((line) => (line === '' ? ' ' : line))
  .join('\n\n');

export const VARIANTS = {
  council: Buffer.from(council),
  windows: Buffer.from(windows, 'latin1'),
  marked: Buffer.from(marked),
  old: Buffer.from(old),
  doubled: Buffer.from(doubled),
};
