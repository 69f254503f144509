const STRING = /'((?:[^'\\]|\\[\s\S])*)(?:'|$)|"((?:[^"\\]|\\[\s\S])*)(?:"|$)/g;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The strings of a list as Python writes it; one that was cut off ends where the text does. */
export function pythonStrings(literal: string): string[] {
  return [...literal.matchAll(STRING)].map(([, single, double]) =>
    (single ?? double ?? '').replace(
      /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([\s\S]))/gi,
      (_, byte: string | undefined, unit: string | undefined, sign: string | undefined) =>
        sign === undefined
          ? String.fromCharCode(Number.parseInt(byte ?? unit ?? '', 16))
          : (ESCAPES[sign] ?? sign),
    ),
  );
}
