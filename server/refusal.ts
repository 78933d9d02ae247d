/** A start that cannot go on for a reason the operator can mend; the message is the sentence shown, Chinese first. */
export class Refusal extends Error {
  constructor(chinese: string, english: string, options?: { cause?: unknown }) {
    super(`${chinese}\n${english}`, options);
    this.name = 'Refusal';
  }
}
