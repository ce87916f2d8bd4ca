const EXACT = 256;
const table = new Float64Array(EXACT);
for (let n = 2; n < EXACT; n++) table[n] = table[n - 1]! + Math.log(n);

/** Natural logarithm of n!, by Stirling's series above 255: twelve digits are right. */
export function logFactorial(n: number): number {
  if (n < EXACT) return table[n]!;
  const inverse = 1 / n;
  const correction = inverse / 12 - inverse ** 3 / 360 + inverse ** 5 / 1260;
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + correction;
}

/** Natural logarithm of the number of ways to choose k out of n. */
export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
