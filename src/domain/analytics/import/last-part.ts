/** The last part of an address or name, e.g. `viewed` of http://id.tincanapi.com/verb/viewed. */
export function lastPart(address: string): string {
  return /[^/#?]+(?=[/#?]*$)/.exec(address)?.[0] ?? address;
}
