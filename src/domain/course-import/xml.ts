import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { escapeHtml } from './markup';
import type { ProblemLog } from './problem-log';

/** More than any component has. */
const LONGEST = 2_000_000;
const DEEPEST = 100;
const TEXT = '#text';
const ATTRIBUTES = ':@';

/** An element with what is in it, in its order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** Counted from 1. */
  readonly line: number;
}

type RawNode = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  captureMetaData: true,
  maxNestedTags: DEEPEST,
  htmlEntities: true,
  // Only the entities of XML and HTML are left to expand, since declarations are refused.
  processEntities: { enabled: true, maxTotalExpansions: LONGEST, maxExpandedLength: LONGEST },
});
const METADATA = XMLParser.getMetaDataSymbol();

/**
 * The root element of an XML file; null, and an error noted, when it is not well-formed. Document
 * type declarations are refused, so that nothing outside the file and no entity bomb is read.
 */
export function readXml(file: string, text: string, log: ProblemLog): XmlElement | null {
  if (text.length > LONGEST) {
    log.error({ file }, 'an XML file has at most two million characters');
    return null;
  }
  const declaration = /<!(?:DOCTYPE|ENTITY)/i.exec(text);
  if (declaration !== null) {
    log.error({ file, line: lineAt(text, declaration.index) }, 'document types are not accepted');
    return null;
  }
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    const { line, col, msg } = verdict.err;
    log.error({ file, line, column: col ?? null }, `not well-formed XML: ${msg}`);
    return null;
  }
  try {
    const lines = lineStarts(text);
    const elements = (parser.parse(text) as RawNode[])
      .map((node) => toNode(node, lines))
      .filter((node) => typeof node === 'object' && !node.name.startsWith('?'));
    const [root] = elements as XmlElement[];
    if (root === undefined) log.error({ file, line: 1 }, 'not well-formed XML: it has no element');
    return root ?? null;
  } catch (error) {
    log.error({ file }, `not readable XML: ${(error as Error).message}`);
    return null;
  }
}

/** The child elements of one of these names, or all of them. */
export function elementsOf(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return element.children.filter(
    (child) => typeof child === 'object' && (names.length === 0 || names.includes(child.name)),
  ) as XmlElement[];
}

/** Every element below this one, itself first, in the order in which they are written. */
export function descendantsOf(element: XmlElement): XmlElement[] {
  return [element, ...elementsOf(element).flatMap(descendantsOf)];
}

/** The text below an element without its markup, spaces drawn together. */
export function textOf(element: XmlElement): string {
  const parts = element.children.map((child) =>
    typeof child === 'string' ? child : textOf(child),
  );
  return parts.join('').replaceAll(/\s+/g, ' ').trim();
}

/**
 * What is in an element as HTML.
 *
 * @param instead what stands for an element; undefined for one that stays as it is.
 */
export function innerHtml(
  element: XmlElement,
  instead: (child: XmlElement) => string | undefined,
): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return escapeHtml(child);
      const replaced = instead(child);
      if (replaced !== undefined) return replaced;
      const attributes = Object.entries(child.attributes)
        .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
        .join('');
      return `<${child.name}${attributes}>${innerHtml(child, instead)}</${child.name}>`;
    })
    .join('');
}

function toNode(node: RawNode, lines: readonly number[]): XmlElement | string {
  if (TEXT in node) return String(node[TEXT]);
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? '';
  const metadata = (node as Record<symbol, { startIndex: number } | undefined>)[METADATA as symbol];
  return {
    name,
    attributes: (node[ATTRIBUTES] ?? {}) as Record<string, string>,
    children: (node[name] as RawNode[]).map((child) => toNode(child, lines)),
    line: lineOf(metadata?.startIndex ?? 0, lines),
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that starts at or before the index. */
function lineOf(index: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle;
  }
  return low + 1;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
