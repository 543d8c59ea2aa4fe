/** A photograph as a telephone takes it: large, lying on its side, with the place where it was taken. */
import sharp from 'sharp';
import { INVENTED } from './invented.ts';

const SIZE = { width: 3_000, height: 2_000 };
/** EXIF 2.32: to be shown turned by a quarter to the right. */
const HELD_UPRIGHT = 6;

const SCENE = `<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="2000">
<defs><linearGradient id="sky" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#5b8fc9"/><stop offset="1" stop-color="#dfe9f2"/></linearGradient></defs>
<rect width="3000" height="2000" fill="url(#sky)"/><rect x="2200" width="800" height="2000" fill="#6c7f4e"/>
<rect x="1300" y="350" width="950" height="1250" fill="#9c5a44"/><path d="M1300 300 L1000 975 L1300 1650 Z" fill="#5a2f27"/>
${[500, 800, 1100, 1400].map((y) => `<rect x="1500" y="${y}" width="220" height="130" fill="#dfe7ea"/><rect x="1900" y="${y}" width="220" height="130" fill="#dfe7ea"/>`).join('')}
<text transform="translate(2900 1900) rotate(-90)" font-family="sans-serif" font-size="70" fill="#ffffff">${INVENTED}</text>
</svg>`;

/** What the camera noted, and nobody is to find in what is made of it. */
export const PHOTO_HIDDEN = ['Sagsgang Kamera', 'GPS'];

export const photo = (): Promise<Buffer> =>
  sharp({ create: { ...SIZE, channels: 3, background: '#ffffff' } })
    .composite([{ input: Buffer.from(SCENE) }])
    .jpeg({ quality: 72 })
    .withExif({
      IFD0: { Make: 'Sagsgang Kamera', Orientation: String(HELD_UPRIGHT) },
      IFD3: { GPSLatitude: '55/1 40/1 12/1', GPSLongitude: '12/1 34/1 5/1' },
    })
    .withMetadata({ orientation: HELD_UPRIGHT })
    .toBuffer();
