/** @throws {ReferenceError} if the stack did not set the variable: better at the cold start than half-way. */
export function requireEnv(name: string): string {
  const value = process.env[name];
  if (!value) throw new ReferenceError(`Cannot start: environment variable ${name} is not set`);
  return value;
}
