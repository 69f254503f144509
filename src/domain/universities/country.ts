/** A country that universities can stand in. */
export interface Country {
  /** Two capital letters, ISO 3166-1 alpha-2 wherever that has one. */
  readonly code: string;
  readonly name: string;
}

/** What the code of a country looks like. */
export const COUNTRY_CODE = /^[A-Z]{2}$/;
