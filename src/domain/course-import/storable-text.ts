import type { JsonValue } from '../../kernel/json';
import type { CourseOutline, ModuleOutline } from './course-outline';
import type { ProblemLog, SourcePlace } from './problem-log';

/**
 * Notes an error where an escape of YAML or XML stands for a character that no database column can
 * hold: U+0000, or half of a surrogate pair.
 */
export function requireStorableText(outline: CourseOutline, log: ProblemLog): void {
  check({ ...outline.settings }, { file: outline.settingsFile }, log);
  for (const module of outline.modules) checkModule(module, log);
}

function checkModule(module: ModuleOutline, log: ProblemLog): void {
  check([module.title, module.key], module, log);
  for (const item of module.items) {
    check([item.title, item.description, item.data, item.questions, item.key], item, log);
  }
  for (const below of module.modules) checkModule(below, log);
}

function check(value: JsonValue, place: SourcePlace, log: ProblemLog): void {
  if (!isStorable(value)) {
    log.error(place, 'its text holds U+0000 or half of a surrogate pair');
  }
}

function isStorable(value: JsonValue): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((member: JsonValue) => isStorable(member));
}
