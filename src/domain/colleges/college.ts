import type { IncomeBand } from '../students/student-record';
import type { Measure } from './measures';

export const CONTROLS = ['public', 'private nonprofit', 'private for-profit'] as const;
export type Control = (typeof CONTROLS)[number];

/** A figure of a college, with where it comes from. */
export interface CollegeFigure {
  readonly measure: Measure;
  readonly value: number;
  /** What the value is called, e.g. the name of a tier. */
  readonly label: string | null;
  /** The year that it speaks of or was published in; null when its file does not say. */
  readonly year: number | null;
  /** What the year means, e.g. `children born 1980-82`. */
  readonly period: string | null;
  readonly source: string;
  /** Whether it is one figure for several campuses. */
  readonly coversSystem: boolean;
}

/** The figures of a college by name; what is not known is absent. */
export type Figures = Readonly<Partial<Record<Measure, CollegeFigure>>>;

/** An institution without its figures. */
export interface CollegeIdentity {
  /** The key of the Department of Education's data system. */
  readonly unitid: number;
  /** The first six digits of the Office of Postsecondary Education's key; campuses may share it. */
  readonly opeid6: string | null;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly city: string | null;
  /** Two letters. */
  readonly state: string | null;
  readonly control: Control | null;
}

/** An institution and what is known of it. */
export interface College extends CollegeIdentity {
  readonly figures: Figures;
}

/** Under which figure the net price of an income band stands. */
export const NET_PRICE_OF_BAND = {
  '0-30000': 'net_price_0_30k',
  '30001-48000': 'net_price_30_48k',
  '48001-75000': 'net_price_48_75k',
  '75001-110000': 'net_price_75_110k',
  '110001+': 'net_price_110k_plus',
} as const satisfies Record<IncomeBand, Measure>;

/** A name that stands for no college here, or for several. */
export interface UnknownCollege {
  readonly name: string;
  /** Whether several colleges are called so. */
  readonly isAmbiguous: boolean;
  /** Names that may have been meant; nobody chooses among them but the person who asked. */
  readonly suggestions: readonly string[];
}

/** What became of a list of names. */
export interface ResolvedColleges {
  /** By the name that was given, in its order; a college named twice stands once. */
  readonly known: readonly { readonly asked: string; readonly college: College }[];
  readonly unknown: readonly UnknownCollege[];
}
