import type { GIFTQuestion } from 'gift-pegjs';
import type {
  CourseOutline,
  ImportedType,
  ItemOutline,
  ModuleOutline,
  QuestionDraft,
} from './course-outline';
import { readCourseSettings, SETTINGS_FILES } from './course-settings';
import { splitFrontMatter } from './front-matter';
import { readGift } from './gift';
import { type GiftReading, toQuestions } from './gift-questions';
import {
  firstHeading,
  lineOfText,
  localPictures,
  withoutEnding,
  titleFromName,
} from './markdown-text';
import { MatterFields } from './matter-fields';
import type { ProblemLog } from './problem-log';
import { byName, type SourceFiles } from './source-files';

const LESSON = /\.(?:md|markdown)$/i;
const QUIZ = /\.gift$/i;
const LESSON_TYPES = ['lesson', 'article'] as const satisfies readonly ImportedType[];
const LONGEST_TITLE = 200;
/** As many as a bank takes. */
const MOST_QUESTIONS = 500;
/** The module of lessons that lie beside the settings, in no folder. */
const LOOSE = 'Lessons';

/** A lesson or quiz with where it belongs. */
interface Placed {
  readonly item: ItemOutline;
  /** Its folder; empty at the top. */
  readonly folder: string;
  /** The module that its front matter names, instead of its folder. */
  readonly moduleTitle: string | null;
  readonly order: number | null;
}

/** Whether a folder holds lessons in Markdown or quizzes in GIFT. */
export function holdsMarkdownCourse(files: SourceFiles): boolean {
  return files.paths.some((path) => LESSON.test(path) || QUIZ.test(path));
}

/** Reads a folder of lessons in Markdown and quizzes in GIFT. */
export function readMarkdownCourse(files: SourceFiles, log: ProblemLog): CourseOutline {
  const { settings, file } = readCourseSettings(files, log);
  const lessons = files.paths.filter(
    (path) => LESSON.test(path) && !SETTINGS_FILES.some((name) => name === path) && !isReadme(path),
  );
  const taken = new Set<string>();
  const placed: Placed[] = [];
  for (const path of lessons) {
    const quiz = files.paths.find(
      (other) => QUIZ.test(other) && withoutEnding(other) === withoutEnding(path),
    );
    if (quiz !== undefined) taken.add(quiz);
    const lesson = readLesson(files, path, quiz ?? null, log);
    if (lesson !== null) placed.push(lesson);
  }
  for (const path of files.paths) {
    if (!QUIZ.test(path) || taken.has(path)) continue;
    const quiz = readQuiz(files, path, log);
    if (quiz !== null) placed.push(quiz);
  }
  return { format: 'markdown', settings, settingsFile: file, modules: arrange(placed) };
}

/** The file beside the settings that tells people about the folder, not learners about the topic. */
function isReadme(path: string): boolean {
  return /^readme\.(?:md|markdown)$/i.test(path);
}

function readLesson(
  files: SourceFiles,
  path: string,
  quizPath: string | null,
  log: ProblemLog,
): Placed | null {
  const text = files.text(path, log);
  const parts = text === null ? null : splitFrontMatter(path, text, log);
  const questions = quizPath === null ? [] : (readQuestions(files, quizPath, log) ?? []);
  if (parts === null) return null;
  const body = parts.body.trim();
  if (body === '') {
    log.warning({ file: path, line: parts.bodyLine }, 'the lesson has no text; it is left out');
    return null;
  }
  const picture = localPictures(parts.body);
  if (picture !== null) {
    log.warning(
      { file: path, line: parts.bodyLine + picture.line - 1 },
      `${picture.count} picture(s) of this lesson are files, which are not imported`,
    );
  }
  const fields = new MatterFields(parts.matter, { file: path, line: 1 }, log);
  const heading = firstHeading(body);
  const placed = {
    item: {
      key: `lesson:${path}`,
      title: fields.text('title', LONGEST_TITLE) ?? heading ?? titleFromName(path),
      type: fields.word('type', LESSON_TYPES) ?? 'lesson',
      description: fields.text('description', 5_000),
      data: { body },
      questions,
      durationSeconds: fields.duration('duration'),
      isPublished: fields.flag('published') ?? true,
      file: path,
      line: parts.bodyLine,
    },
    folder: folderOf(path),
    moduleTitle: fields.text('module', LONGEST_TITLE),
    order: fields.number('order', -1_000_000, 1_000_000),
  };
  fields.noteUnknown();
  return placed;
}

function readQuiz(files: SourceFiles, path: string, log: ProblemLog): Placed | null {
  const questions = readQuestions(files, path, log);
  if (questions === null || questions.length === 0) return null;
  return {
    item: {
      key: `quiz:${path}`,
      type: 'quiz',
      title: titleFromName(path),
      description: null,
      data: {},
      questions,
      durationSeconds: null,
      isPublished: true,
      file: path,
      line: 1,
    },
    folder: folderOf(path),
    moduleTitle: null,
    order: null,
  };
}

/** The questions of a GIFT file; null when it cannot be read. */
function readQuestions(files: SourceFiles, path: string, log: ProblemLog): QuestionDraft[] | null {
  const text = files.text(path, log);
  const parsed = text === null ? null : readGift(path, text, log);
  if (text === null || parsed === null) return null;
  if (parsed.length > MOST_QUESTIONS) {
    log.error({ file: path }, `a quiz has at most ${MOST_QUESTIONS} questions`);
    return null;
  }
  const readings = readingsOf(path, parsed, log);
  if (readings === null) return null;
  const questions: QuestionDraft[] = [];
  let line = 1;
  for (const reading of readings) {
    line = lineOfText(text, reading.stem, line);
    if ('question' in reading) questions.push(reading.question);
    else log.error({ file: path, line }, `this question cannot be asked: ${reading.refusal}`);
  }
  if (questions.length === 0) log.warning({ file: path, line: 1 }, 'it holds no question');
  return questions;
}

function readingsOf(
  path: string,
  parsed: readonly GIFTQuestion[],
  log: ProblemLog,
): GiftReading[] | null {
  try {
    return toQuestions(parsed);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    log.error({ file: path }, 'the HTML of a question is too much to read');
    return null;
  }
}

/** Puts lessons and quizzes into the tree of their folders. */
function arrange(placed: readonly Placed[]): ModuleOutline[] {
  const inOrder = placed.toSorted(
    (a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || byName(a.item.file, b.item.file),
  );
  const named = Map.groupBy(inOrder, ({ moduleTitle }) => moduleTitle);
  const byModuleTitle = [...named].flatMap(([title, members]) =>
    title === null
      ? []
      : [
          {
            first: inOrder.indexOf(members[0] as Placed),
            module: moduleOf(`module:${title}`, title, [], members),
          },
        ],
  );
  const filed = named.get(null) ?? [];
  const folders = Map.groupBy(filed, ({ folder }) => folder.split('/', 1)[0] ?? '');
  const byFolder = [...folders].map(([name, members]) => ({
    first: inOrder.indexOf(members[0] as Placed),
    module: name === '' ? moduleOf('folder:', LOOSE, [], members) : folderModule(name, members),
  }));
  return [...byFolder, ...byModuleTitle]
    .toSorted((a, b) => a.first - b.first)
    .map(({ module }) => module);
}

/** A folder with the folders in it. */
function folderModule(folder: string, members: readonly Placed[]): ModuleOutline {
  const own = members.filter((member) => member.folder === folder);
  const below = Map.groupBy(
    members.filter((member) => member.folder !== folder),
    (member) => `${folder}/${member.folder.slice(folder.length + 1).split('/', 1)[0] ?? ''}`,
  );
  const modules = [...below]
    .toSorted(([a], [b]) => byName(a, b))
    .map(([path, inner]) => folderModule(path, inner));
  return { ...moduleOf(`folder:${folder}`, titleFromName(folder), modules, own), file: folder };
}

function moduleOf(
  key: string,
  title: string,
  modules: readonly ModuleOutline[],
  members: readonly Placed[],
): ModuleOutline {
  const items = members.map(({ item }) => item);
  return { key, type: 'UNIT', title, modules, items, file: items[0]?.file ?? '' };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
