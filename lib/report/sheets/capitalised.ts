/** A clause as a sentence begins: the knowledge tables write clauses that read on after a code. */
export const capitalised = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1);
