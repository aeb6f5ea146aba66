/** Thrown when an expression cannot be read or has parts that it must not have. Remedy: the message says it. */
export class InvalidExpression extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidExpression';
  }
}
