/** Days of the reporting time zone as `YYYY-MM-DD`, the first and the last one included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}
