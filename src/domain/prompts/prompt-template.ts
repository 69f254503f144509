const VARIABLE = /\{\{\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}\}/g;

/** Values of `{{variables}}` by name. */
export type TemplateVariables = Readonly<Record<string, string>>;

/** The names of the variables that a text uses, each once, in the order of first use. */
export function variablesOf(text: string): string[] {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(VARIABLE)) if (name !== undefined) names.add(name);
  return [...names];
}

/**
 * Puts values in the place of variables, in one pass: what a value contains is never looked at
 * again. A variable without a value stays as it is written.
 */
export function renderTemplate(text: string, variables: TemplateVariables): string {
  return text.replace(VARIABLE, (written, name: string) => valueOf(name, variables) ?? written);
}

/** How many characters {@link renderTemplate} would return, without building the text. */
export function renderedLength(text: string, variables: TemplateVariables): number {
  let length = text.length;
  for (const [written, name] of text.matchAll(VARIABLE)) {
    const value = valueOf(name ?? '', variables);
    if (value !== undefined) length += value.length - written.length;
  }
  return length;
}

/** Only what the caller put there: `constructor` is a variable like any other. */
function valueOf(name: string, variables: TemplateVariables): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
