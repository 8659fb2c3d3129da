// The candidate that was surely meant by a misspelt name, by the model's rules.

const LONGEST = 128;
const lower = (text: string) => text.replace(/[A-Z]/g, (char) => char.toLowerCase());

/** Returns the one candidate that is near enough, and nearer than all others. */
export function similar(found: string, candidates: string[]): string | null {
  const length = [...found].length;
  if (length > LONGEST) return null;
  const limit = Math.floor(length / 3);
  let best: [number, string] | null = null;
  let tie = false;
  for (const candidate of candidates) {
    if (candidate === found) continue;
    let away = 0;
    if (lower(candidate) !== lower(found)) {
      if (!limit || Math.abs([...candidate].length - length) > limit) continue;
      away = distance([...found], [...candidate]);
    }
    if (away > limit) continue;
    if (best && away > best[0]) continue;
    if (best && away === best[0]) tie ||= best[1] !== candidate;
    else {
      best = [away, candidate];
      tie = false;
    }
  }
  return tie || !best ? null : best[1];
}

/** Damerau-Levenshtein distance with adjacent transpositions, unrestricted. */
function distance(a: string[], b: string[]): number {
  const most = a.length + b.length;
  const last = new Map<string, number>();
  const rows: number[][] = Array.from({ length: a.length + 2 }, () => new Array(b.length + 2).fill(0));
  rows[0][0] = most;
  for (let i = 0; i <= a.length; i++) [rows[i + 1][0], rows[i + 1][1]] = [most, i];
  for (let j = 0; j <= b.length; j++) [rows[0][j + 1], rows[1][j + 1]] = [most, j];
  for (let i = 1; i <= a.length; i++) {
    let match = 0;
    for (let j = 1; j <= b.length; j++) {
      const row = last.get(b[j - 1]) ?? 0;
      const column = match;
      const same = a[i - 1] === b[j - 1];
      if (same) match = j;
      rows[i + 1][j + 1] = Math.min(
        rows[i][j] + (same ? 0 : 1),
        rows[i + 1][j] + 1,
        rows[i][j + 1] + 1,
        rows[row][column] + (i - row - 1) + 1 + (j - column - 1),
      );
    }
    last.set(a[i - 1], i);
  }
  return rows[a.length + 1][b.length + 1];
}
