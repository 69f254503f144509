/** RFC 5321 allows no longer one. */
const LONGEST = 254;
/**
 * One address and nothing else: no spaces, quotes, brackets, commas or control characters, so that
 * nothing written into a header or a command of SMTP can end it or add to it.
 */
const ADDRESS = /^[^\s"(),:;<>@[\\\]\p{Cc}\p{Cf}]{1,64}@[^\s"(),:;<>@[\\\]\p{Cc}\p{Cf}]+$/u;

/** Whether the text is one mail address. Whether mail arrives there is another question. */
export function isAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text);
}

/** Whether a header may carry the text: one line, no control characters. */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && text.isWellFormed();
}
