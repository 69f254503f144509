import { Invalid, type Issue } from '../../kernel/errors';

/** Always on the newest version of a name, and moved by nobody but us. */
export const LATEST = 'latest';

/** What a prompt is asked for by when the caller names neither label nor version. */
export const PRODUCTION = 'production';

/** The form of a label. */
export const LABEL_PATTERN = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/**
 * Checks the labels that somebody wants to put on a version.
 *
 * @throws Invalid naming each that has the wrong form or is not for people to set.
 */
export function requireSettable(labels: readonly string[]): void {
  const issues = labels.flatMap((label, position): Issue[] => {
    const path = ['body', 'labels', position];
    if (label === LATEST) return [managed(path)];
    if (labels.indexOf(label) < position) {
      return [{ path, message: 'the list names this label twice', rule: 'duplicate' }];
    }
    if (LABEL_PATTERN.test(label)) return [];
    const message =
      'a label has up to 64 small letters, digits, "_", "." or "-" and starts with a letter or digit';
    return [{ path, message, rule: 'label' }];
  });
  if (issues.length > 0) throw new Invalid(issues);
}

/**
 * Checks one label that somebody wants to mean another version.
 *
 * @param path where in the input the label stands.
 * @throws Invalid for `latest`.
 */
export function requireMovable(label: string, path: Issue['path']): void {
  if (label === LATEST) throw new Invalid([managed(path)]);
}

function managed(path: Issue['path']): Issue {
  const message = `"${LATEST}" always marks the newest version and cannot be set`;
  return { path, message, rule: 'managed_label' };
}
