import { extractImages, getDocumentProxy } from "unpdf";

/** A scanned page covers at least so many pixels; smaller pictures are stamps and crests. */
const LEAST_PIXELS = 400_000;

/** The largest picture of a PDF's page, from 1, as a portable pixmap (PNM), as far as pdf.js decodes it (JPEG and packed pixels); null when there is none. For machines without `pdftoppm`. */
export async function pdfPicture(pdf: Uint8Array, page: number): Promise<Uint8Array | null> {
  const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 });
  try {
    const pictures = await extractImages(document, page);
    const [largest] = pictures.toSorted((a, b) => b.width * b.height - a.width * a.height);
    if (!largest || largest.width * largest.height < LEAST_PIXELS) return null;
    return pixmap(largest);
  } catch {
    return null;
  } finally {
    await document.cleanup();
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Grey, colours, or colours with transparency. */
  readonly channels: 1 | 3 | 4;
  readonly data: Uint8ClampedArray;
}

function pixmap({ width, height, channels, data }: Picture): Uint8Array {
  const colours = channels === 1 ? 1 : 3;
  const head = new TextEncoder().encode(`P${colours === 1 ? 5 : 6}\n${width} ${height}\n255\n`);
  const result = new Uint8Array(head.length + width * height * colours);
  result.set(head);
  for (let pixel = 0, at = head.length; pixel < width * height; pixel += 1) {
    for (let colour = 0; colour < colours; colour += 1, at += 1)
      result[at] = data[pixel * channels + colour] ?? 255;
  }
  return result;
}
