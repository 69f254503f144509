import type { JsonObject } from '../content/json-schema';
import type { ImportedType, ItemOutline } from './course-outline';
import { localPictures } from './markdown-text';
import { htmlToMarkdown } from './markup';
import type { OlxFiles, OlxNode } from './olx-files';
import { readProblem } from './olx-problem';
import type { ProblemLog } from './problem-log';
import { elementsOf, innerHtml, type XmlElement } from './xml';

const LONGEST_TITLE = 200;
const YOUTUBE_ID = /^[\w-]{6,20}$/;

type Item = Omit<ItemOutline, 'key'>;

/** Reads the components of Open edX that become content items; the others are noted. */
export class OlxComponents {
  constructor(
    private readonly files: OlxFiles,
    private readonly log: ProblemLog,
  ) {}

  /** The content item of a component; null, and a warning noted, when there is none. */
  read(reference: OlxNode): Item | null {
    const { element, file } = reference;
    if (!['html', 'video', 'problem'].includes(element.name)) {
      this.log.warning(
        { file, line: element.line },
        `<${element.name}> is not supported${nameOf(element)}; it is left out`,
      );
      return null;
    }
    const node = this.files.resolve(reference);
    if (node === null) return null;
    try {
      if (element.name === 'html') return this.readHtml(node);
      if (element.name === 'video') return this.readVideo(node);
      return this.readQuiz(node);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.log.error(
        { file: node.file, line: node.element.line },
        'its markup is too much to read',
      );
      return null;
    }
  }

  private readHtml(node: OlxNode): Item | null {
    const { element, file } = node;
    const named = element.attributes['filename'];
    const page = named === undefined ? null : `html/${named}.html`;
    const source = page ?? file;
    if (page !== null && !this.files.has(page)) {
      this.log.warning({ file, line: element.line }, `${page} is missing; it is left out`);
      return null;
    }
    const html = page === null ? innerHtml(element, () => undefined) : this.files.text(page);
    if (html === null) return null;
    const body = htmlToMarkdown(html);
    if (body === '') {
      this.log.warning({ file: source, line: 1 }, 'the page has no text; it is left out');
      return null;
    }
    const pictures = localPictures(body);
    if (pictures !== null) {
      this.log.warning(
        { file: source },
        `${pictures.count} picture(s) of this page are files, which are not imported`,
      );
    }
    return { ...itemOf(node, 'article', 'Page', { body }), file: source };
  }

  private readVideo(node: OlxNode): Item | null {
    const { element, file } = node;
    const url = videoUrl(element);
    if (url === null) {
      this.log.warning({ file, line: element.line }, 'the video has no address; it is left out');
      return null;
    }
    return itemOf(node, 'video', 'Video', { video_url: url });
  }

  private readQuiz(node: OlxNode): Item | null {
    const { element, file } = node;
    const { questions, skipped } = readProblem(element);
    for (const { line, reason } of skipped) {
      this.log.warning({ file, line }, `${reason}; it is left out`);
    }
    if (questions.length === 0) {
      if (skipped.length === 0) {
        this.log.warning({ file, line: element.line }, 'the problem asks nothing; it is left out');
      }
      return null;
    }
    return { ...itemOf(node, 'quiz', 'Problem', {}), questions };
  }
}

function itemOf(node: OlxNode, type: ImportedType, untitled: string, data: JsonObject): Item {
  const { element, file } = node;
  return {
    type,
    title: element.attributes['display_name']?.trim().slice(0, LONGEST_TITLE) || untitled,
    description: null,
    data,
    questions: [],
    durationSeconds: null,
    isPublished: element.attributes['visible_to_staff_only'] !== 'true',
    file,
    line: element.line,
  };
}

/** The address of a video: YouTube's page where it is there, else its first file on the web. */
function videoUrl(element: XmlElement): string | null {
  const { attributes } = element;
  const listed = (attributes['youtube'] ?? '').split(',').map((entry) => entry.split(':'));
  const id =
    attributes['youtube_id_1_0'] ||
    listed.find(([speed]) => Number(speed) === 1)?.[1] ||
    listed[0]?.[1];
  if (id !== undefined && YOUTUBE_ID.test(id)) return `https://www.youtube.com/watch?v=${id}`;
  const sources = [
    ...elementsOf(element, 'source').map((source) => source.attributes['src']),
    attributes['source'],
    ...(attributes['html5_sources'] ?? '').split(/[[\]",\s]+/),
  ];
  return (
    sources.find(
      (source) => source !== undefined && /^https?:\/\//.test(source) && URL.canParse(source),
    ) ?? null
  );
}

function nameOf({ attributes }: XmlElement): string {
  const name = attributes['display_name']?.trim();
  return name === undefined || name === '' ? '' : ` ("${name.slice(0, 80)}")`;
}
