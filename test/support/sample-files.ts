import { deflateSync } from 'node:zlib';
import { zip } from './archives';

/** A PDF with one page for each text; its lines become lines of the page. */
export function pdf(
  pages: readonly string[],
  options: { readonly encrypt?: boolean } = {},
): Buffer {
  const contents = pages.map((text) => {
    const lines = text
      .split('\n')
      .map((line) => `(${line.replaceAll(/[()\\]/g, '\\$&')}) Tj 0 -16 Td`);
    return Buffer.from(`BT /F1 12 Tf 72 720 Td ${lines.join(' ')} ET`, 'latin1');
  });
  return pdfOf(contents, '', options.encrypt ?? false);
}

/** A PDF whose page has so many bytes once it is unpacked, and few before. */
export function pdfBomb(bytes: number): Buffer {
  // Packed twice: the outer layer shrinks what the inner one could not.
  const packed = deflateSync(deflateSync(Buffer.alloc(bytes, ' '), { level: 9 }), { level: 9 });
  return pdfOf([packed], '/Filter [/FlateDecode /FlateDecode]', false);
}

function pdfOf(contents: readonly Buffer[], filter: string, isEncrypted: boolean): Buffer {
  const kids = contents.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = (parts[0] as Buffer).length;
  const add = (...pieces: readonly (string | Buffer)[]) => {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece as string);
      parts.push(bytes);
      length += bytes.length;
    }
  };
  const object = (...pieces: readonly (string | Buffer)[]) => {
    offsets.push(length);
    add(`${offsets.length} 0 obj\n`, ...pieces, '\nendobj\n');
  };
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object(`<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`);
  object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (const [index, content] of contents.entries()) {
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + 2 * index} 0 R ` +
        '/Resources << /Font << /F1 3 0 R >> >> >>',
    );
    object(`<< /Length ${content.length} ${filter} >>\nstream\n`, content, '\nendstream');
  }
  const lock = isEncrypted ? ` /Encrypt ${lockOf()} /ID [<00> <00>]` : '';
  const start = length;
  add(
    `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`,
    ...offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`),
    `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`,
  );
  return Buffer.concat(parts);
}

/** A password that nobody knows. */
function lockOf(): string {
  const unknown = '5a'.repeat(32);
  return `<< /Filter /Standard /V 1 /R 2 /O <${unknown}> /U <${unknown}> /P -44 >>`;
}

const TYPES =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELATIONS =
  '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
  '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A Word document of these paragraphs, and of further parts. */
export function docx(
  paragraphs: readonly string[],
  parts: ReadonlyMap<string, string | Uint8Array> = new Map(),
): Promise<Buffer> {
  const body = paragraphs
    .map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`)
    .join('');
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORDS}"><w:body>${body}</w:body></w:document>`;
  return zip(
    new Map<string, string | Uint8Array>([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELATIONS],
      ['word/document.xml', document],
      ...parts,
    ]),
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** An image of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The first bytes of a photograph; nobody looks further. */
export const JPEG = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffdb0043000302020302',
  'hex',
);

/** The first bytes of a program for Windows. */
export const EXECUTABLE = Buffer.concat([
  Buffer.from('4d5a90000300000004000000ffff0000b800000000000000', 'hex'),
  Buffer.alloc(400),
]);
