import {
  type CourseOutline,
  type CourseSettings,
  type ItemOutline,
  type ModuleOutline,
  NO_SETTINGS,
} from './course-outline';
import type { ModuleType } from '../courses/course-module.entity';
import { OlxComponents } from './olx-components';
import { OlxFiles, type OlxNode } from './olx-files';
import type { ProblemLog } from './problem-log';
import type { SourceFiles } from './source-files';
import { elementsOf } from './xml';

/** What each container of Open edX becomes. */
const CONTAINERS: Readonly<Record<string, { type: ModuleType; untitled: string }>> = {
  chapter: { type: 'UNIT', untitled: 'Section' },
  sequential: { type: 'LESSON', untitled: 'Subsection' },
  vertical: { type: 'TOPIC', untitled: 'Unit' },
};
/** Parts of a course that no learner studies. */
const IGNORED: ReadonlySet<string> = new Set(['wiki', 'library', 'static_tab', 'course_info']);
/** chapter, sequential and vertical, and room for odd exports. */
const DEEPEST = 6;
const LONGEST_TITLE = 200;
const ROOT = 'course.xml';

/** Where an export of Open edX begins among the files; null when there is none. */
export function olxFolder(files: SourceFiles): string | null {
  const roots = files.paths
    .filter((path) => path === ROOT || path.endsWith(`/${ROOT}`))
    .toSorted((a, b) => a.split('/').length - b.split('/').length);
  const [root] = roots;
  return root === undefined ? null : root.slice(0, Math.max(0, root.length - ROOT.length - 1));
}

/** Reads an Open edX course from its export in OLX. */
export function readOlxCourse(files: SourceFiles, log: ProblemLog): CourseOutline {
  return new OlxReader(new OlxFiles(files, log), log).read();
}

class OlxReader {
  private readonly components: OlxComponents;
  private readonly keys = new Map<string, number>();

  constructor(
    private readonly files: OlxFiles,
    private readonly log: ProblemLog,
  ) {
    this.components = new OlxComponents(files, log);
  }

  read(): CourseOutline {
    const empty = {
      format: 'olx',
      settings: NO_SETTINGS,
      settingsFile: ROOT,
      modules: [],
    } as const;
    const root = this.files.read(ROOT);
    if (root === null) return empty;
    if (root.name !== 'course') {
      this.log.error({ file: ROOT, line: root.line }, 'its root element is not <course>');
      return empty;
    }
    const course = this.files.resolve({
      element: root,
      file: ROOT,
      id: root.attributes['url_name'] ?? 'course',
    });
    if (course === null) {
      this.log.error({ file: ROOT, line: root.line }, 'the course that it refers to is missing');
      return empty;
    }
    return {
      format: 'olx',
      settings: settingsOf({ ...root.attributes, ...course.element.attributes }),
      settingsFile: course.file,
      modules: this.modulesOf(course, 1),
    };
  }

  private modulesOf(parent: OlxNode, depth: number): ModuleOutline[] {
    return elementsOf(parent.element)
      .filter(({ name }) => Object.hasOwn(CONTAINERS, name))
      .flatMap((reference) => {
        const node = this.files.resolve(this.files.childOf(parent, reference));
        return node === null ? [] : [this.moduleOf(node, depth)];
      });
  }

  private moduleOf(node: OlxNode, depth: number): ModuleOutline {
    const { element, file } = node;
    const container = CONTAINERS[element.name];
    const isTooDeep = depth >= DEEPEST;
    if (isTooDeep) this.log.warning({ file, line: element.line }, 'what is below nests too deep');
    return {
      key: this.keyOf(node),
      type: container?.type ?? 'SECTION',
      title:
        element.attributes['display_name']?.trim().slice(0, LONGEST_TITLE) ||
        (container?.untitled ?? ''),
      modules: isTooDeep ? [] : this.modulesOf(node, depth + 1),
      items: this.itemsOf(node),
      file,
    };
  }

  private itemsOf(parent: OlxNode): ItemOutline[] {
    return elementsOf(parent.element)
      .filter(({ name }) => !Object.hasOwn(CONTAINERS, name) && !IGNORED.has(name))
      .flatMap((reference) => {
        const node = this.files.childOf(parent, reference);
        const item = this.components.read(node);
        return item === null ? [] : [{ ...item, key: this.keyOf(node) }];
      });
  }

  /** What stands in several places is imported for each of them. */
  private keyOf({ element, id }: OlxNode): string {
    const key = `${element.name}/${id}`;
    const count = (this.keys.get(key) ?? 0) + 1;
    this.keys.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  }
}

function settingsOf(attributes: Readonly<Record<string, string>>): CourseSettings {
  const textOf = (name: string, longest: number): string | null =>
    attributes[name]?.trim().slice(0, longest) || null;
  return {
    ...NO_SETTINGS,
    title: textOf('display_name', LONGEST_TITLE) ?? textOf('course', LONGEST_TITLE),
    code: textOf('course', 50) ?? textOf('url_name', 50),
  };
}
