/** Probability that a standard normal value is farther from 0 than `z`, on either side. */
export function normalTwoSided(z: number): number {
  const x = Math.abs(z);
  return x < 3 ? 1 - 2 * density(x) * oddSeries(x) : 2 * density(x) * millsFraction(x);
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** x + x³/3 + x⁵/(3·5) + … : the area from 0 to x is the density times this. */
function oddSeries(x: number): number {
  let term = x;
  let result = x;
  for (let n = 1; term > result * 1e-17; n++) {
    term *= (x * x) / (2 * n + 1);
    result += term;
  }
  return result;
}

/** Laplace's continued fraction 1/(x + 1/(x + 2/(x + 3/(x + …)))) of the tail over the density. */
function millsFraction(x: number): number {
  let value = x;
  for (let n = 120; n >= 1; n--) value = x + n / value;
  return 1 / value;
}
