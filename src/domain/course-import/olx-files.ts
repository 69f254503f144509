import type { ProblemLog } from './problem-log';
import type { SourceFiles } from './source-files';
import { readXml, type XmlElement } from './xml';

/** An element of an export with where it is written. */
export interface OlxNode {
  readonly element: XmlElement;
  readonly file: string;
  /** Its `url_name`, or its place in the file when it has none. */
  readonly id: string;
}

/** The files of an export. An element that only names itself stands in a file of its own. */
export class OlxFiles {
  /** What is being read, so that nothing is read inside itself. */
  private readonly open = new Set<string>();

  constructor(
    private readonly files: SourceFiles,
    private readonly log: ProblemLog,
  ) {}

  /** The root element of a file; null when it is missing, or not XML, which is noted. */
  read(file: string): XmlElement | null {
    const text = this.files.text(file, this.log);
    return text === null ? null : readXml(file, text, this.log);
  }

  /** A file as text; null when it is missing. */
  text(file: string): string | null {
    return this.files.text(file, this.log);
  }

  has(file: string): boolean {
    return this.files.has(file);
  }

  /** A child as a node, still to be resolved. */
  childOf(parent: OlxNode, element: XmlElement): OlxNode {
    const named = element.attributes['url_name'];
    const position = parent.element.children.indexOf(element);
    return { element, file: parent.file, id: named ?? `${parent.id}.${position}` };
  }

  /**
   * The element itself, from its own file where it has one. Null, and a warning noted, when it
   * refers to a file that the export does not have.
   */
  resolve(node: OlxNode): OlxNode | null {
    const { element, file, id } = node;
    const own = `${element.name}/${id.replaceAll(':', '/')}.xml`;
    if (own !== file && this.has(own)) {
      if (this.open.has(own)) {
        this.log.warning({ file, line: element.line }, `${own} was read already`);
        return null;
      }
      const root = this.read(own);
      if (root === null) return null;
      if (isContainer(root)) this.open.add(own);
      return { element: withAttributes(root, element), file: own, id };
    }
    if (element.children.some((child) => typeof child === 'object' || child.trim() !== '')) {
      return node;
    }
    const says = Object.keys(element.attributes).some(
      (name) => name !== 'url_name' && name !== 'org' && name !== 'course',
    );
    if (says) return node;
    this.log.warning({ file, line: element.line }, `${own} is missing; it is left out`);
    return null;
  }
}

function isContainer({ name }: XmlElement): boolean {
  return ['course', 'chapter', 'sequential', 'vertical'].includes(name);
}

/** What the reference says counts where the file is silent. */
function withAttributes(root: XmlElement, reference: XmlElement): XmlElement {
  return {
    ...root,
    name: reference.name,
    attributes: { ...reference.attributes, ...root.attributes },
  };
}
