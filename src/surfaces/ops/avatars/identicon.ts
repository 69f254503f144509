import { createHash } from 'node:crypto';

const CELLS = 5;
const CELL = 16;
const MARGIN = 8;
const SIZE = CELLS * CELL + 2 * MARGIN;
/** The left columns and the middle one; the right ones mirror the left. */
const DRAWN_COLUMNS = Math.ceil(CELLS / 2);

/** A symmetric pattern of squares, as SVG, that is always the same for a name. */
export function identiconOf(name: string): string {
  const digest = createHash('sha256').update(name).digest();
  const squares: string[] = [];
  for (let row = 0; row < CELLS; row += 1) {
    for (let column = 0; column < DRAWN_COLUMNS; column += 1) {
      const byte = digest[row * DRAWN_COLUMNS + column] as number;
      if (byte % 2 === 0) continue;
      const mirrored = CELLS - 1 - column;
      for (const place of new Set([column, mirrored])) squares.push(squareAt(place, row));
    }
  }
  const hue = Math.round(((digest.readUInt16BE(30) & 0xffff) / 0xffff) * 359);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" ` +
    `width="${SIZE}" height="${SIZE}" role="img" aria-label="Avatar" shape-rendering="crispEdges">` +
    `<rect width="${SIZE}" height="${SIZE}" fill="#f2f2f2"/>` +
    `<path fill="hsl(${hue},55%,45%)" d="${squares.join('')}"/></svg>`
  );
}

function squareAt(column: number, row: number): string {
  return `M${MARGIN + column * CELL} ${MARGIN + row * CELL}h${CELL}v${CELL}h-${CELL}z`;
}
