import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readRelease } from "../../src/archive/read-release.ts";
import { type Entry, zip } from "../_support/zip.ts";

const FOLDER = resolve(import.meta.dirname, "../fixtures/formats");

async function said(bytes: Uint8Array | string, name = "in.bin"): Promise<string> {
  const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const found = await readRelease({ id: "in", name, bytes: content });
  return found.kind === "problem" ? found.problem.reason : `read as ${found.kind}`;
}

const words = (text: string): Uint8Array => new TextEncoder().encode(text);
const DOCUMENT: Entry = { name: "word/document.xml", content: words("<w:document/>") };

/** A PDF of empty pages, all of them one object. */
function pdf(pages: number): string {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${"3 0 R ".repeat(pages)}]/Count ${pages}>>`,
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  return `${text}xref\n0 4\n0000000000 65535 f \n${rows}trailer<</Root 1 0 R/Size 4>>\nstartxref\n${text.length}\n%%EOF\n`;
}

describe("hostile input ends in one sentence:", () => {
  it("a file of more than 25 MB", async () => {
    expect(await said(new Uint8Array(25 * 1024 * 1024 + 1).fill(97))).toBe(
      "in.bin: it is larger than 25 MB; leave pictures out or split it.",
    );
  });

  it("an HTML page of 50 MB", async () => {
    expect(await said(`<html><body>${"<p>word</p>".repeat(4_600_000)}`)).toContain(
      "it is larger than 25 MB",
    );
  });

  it("a paragraph of 200,000 letters without an end", async () => {
    const khmer = "ការិយាល័យកំពង់ផែនឹងបើកនៅថ្ងៃអាទិត្យ ".repeat(5000);
    const latin = "The harbour office opens on Sunday and ".repeat(5000);

    for (const text of [`Quay\n\n${khmer}`, `Quay\n\n${latin}`, `ផែ\n\n${khmer}.\n\n${latin}`])
      expect(await said(text)).toBe("read as releases");
  });

  it("a zip that unpacks to more than it says", { timeout: 60_000 }, async () => {
    const bomb = zip([
      DOCUMENT,
      { name: "word/media/a.png", content: new Uint8Array(210 * 1024 * 1024), claimed: 100 },
    ]);

    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await said(bomb)).toBe("in.bin: it unpacks to more than 200 MB; leave pictures out.");
  });

  it("a zip of very many parts", async () => {
    const parts = Array.from({ length: 5001 }, (_, i) => ({
      name: `x${i}`,
      content: new Uint8Array(),
    }));

    expect(await said(zip([DOCUMENT, ...parts]))).toContain("it holds more than 5000 parts");
  });

  it("a zip that is no document, and one whose names climb", async () => {
    expect(await said(zip([{ name: "../../etc/passwd", content: words("x") }]))).toContain(
      "it is a zip archive, not a Word document",
    );
  });

  it("a Word document whose XML declares entities", async () => {
    const xml =
      '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><w:document>&a;</w:document>';

    expect(await said(zip([{ name: "word/document.xml", content: words(xml) }]))).toContain(
      "its XML has a DOCTYPE",
    );
  });

  it("a Word document whose elements are not closed", async () => {
    const bytes = zip([
      {
        name: "word/document.xml",
        content: words(`<w:document>${"<w:p><w:t>a</w:p>".repeat(2000)}`),
      },
    ]);

    expect(await said(bytes)).toBe(
      "in.bin: the document is damaged; save it again with Word or LibreOffice.",
    );
  });

  it("a Word document that holds nothing", async () => {
    expect(await said(zip([DOCUMENT]))).toMatch(/^in\.bin: [^\n]+\.$/u);
  });

  it("a PDF of 10,000 pages", async () => {
    expect(await said(pdf(10_000))).toBe("in.bin: it has 10000 pages, more than 500; split it.");
  });

  it("a feed whose DOCTYPE declares entities that expand", async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
    ).join("");
    const feed = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]><rss version="2.0"><channel><item><title>&l9;</title></item></channel></rss>`;

    expect(await said(feed)).toBe(
      "in.bin: its DOCTYPE declares entities, which are not expanded; save it without them.",
    );
  });

  it("a feed that names a file of the machine", async () => {
    const feed =
      '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>';

    expect(await said(feed)).toContain("its DOCTYPE declares entities");
  });

  it("an XHTML page whose DOCTYPE declares entities", async () => {
    const page =
      '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaa">]><html><body><p>&a;</p></body></html>';

    expect(await said(page)).toContain("its DOCTYPE declares entities");
  });

  it("HTML that nests without end", async () => {
    expect(await said(`<html><body>${"<div>".repeat(50_000)}x`)).toMatch(/^in\.bin: [^\n]+\.$/u);
  });

  it("a mail in a mail in a mail, and so on", async () => {
    const wrap = (inner: string, i: number): string =>
      `From: a@b.example\nMIME-Version: 1.0\nDate: Thu, 18 Apr 2024 10:00:00 +0000\nContent-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\nContent-Type: message/rfc822\n\n${inner}\n--b${i}--\n`;
    const mail = Array.from({ length: 12 }).reduce<string>(
      (inner, _, i) => wrap(inner, i),
      "From: a@b\n\nshort\n",
    );

    expect(await said(mail)).toMatch(/^in\.bin: [^\n]+\.$/u);
  });

  it.each([
    ["an empty file", "", "it is empty"],
    ["white space", " \n\n ", "it is empty"],
    ["bytes of no format", "\u0000\u0001\u0002abc", "its format is not known"],
    ["RTF", "{\\rtf1 hello}", "it is RTF; save it as DOCX or PDF"],
    ["XML of another kind", '<?xml version="1.0"?><svg/>', "it is XML, but no feed"],
    ["a feed without entries", '<rss version="2.0"><channel/></rss>', "the feed has no entries"],
    [
      "broken XML",
      '<rss version="2.0"><channel><item></rss>',
      "no entry of the feed has a title and a text",
    ],
    [
      "a JSON Feed without items",
      '{"version":"https://jsonfeed.org/version/1.1"}',
      "it is not a JSON Feed",
    ],
    ["a note", "buy milk", "no text of a release was found in it"],
  ])("%s", async (_, content, reason) => {
    expect(await said(content)).toMatch(new RegExp(`^in\\.bin: ${reason}[^\n]*\\.$`, "u"));
  });

  it("an OpenDocument text", async () => {
    const parts = ["content.xml", "META-INF/manifest.xml"].map((name) => ({
      name,
      content: words("<x/>"),
    }));

    expect(await said(zip(parts))).toBe(
      "in.bin: it is an OpenDocument text; save it as DOCX or PDF.",
    );
  });

  it("an old Word document", async () => {
    const bytes = new Uint8Array(600);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

    expect(await said(bytes)).toBe(
      "in.bin: it is a document of an old Office; save it as DOCX or PDF.",
    );
  });

  it.each(["ferry-header.docx", "ferry-narrow.pdf"])("%s cut in the middle", async (name) => {
    const bytes = new Uint8Array(readFileSync(resolve(FOLDER, name)));

    expect(await said(bytes.subarray(0, Math.floor(bytes.length * 0.6)), name)).toMatch(
      /^(?:[^\n]+\.|read as releases)$/u,
    );
  });

  it("an id or name with `../` stays what it is", async () => {
    const text =
      "FELL COUNCIL\n\nPRESS RELEASE\n\nThe Teal Canal Is Open\n\nBoats passed the canal again, the Council said in Fellbridge this morning.\n";

    const found = await readRelease({ id: "../../x", name: "../../x.txt", bytes: words(text) });

    expect(found.kind === "releases" && found.releases[0]?.id).toBe("../../x");
  });
});
