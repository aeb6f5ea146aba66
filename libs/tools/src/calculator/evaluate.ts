import type { BigNumber, MathNode } from 'mathjs';
import { ToolFault } from '../tool.errors.js';
import { arithmetic } from './arithmetic.js';

type Numbers = Readonly<Record<string, number>>;
type Work = (...values: readonly BigNumber[]) => unknown;

/** What may stand between numbers. The names are those of the library's functions. */
const operators = new Set('add subtract multiply divide pow mod unaryMinus unaryPlus'.split(' '));
/** What may be called: each takes a time that does not depend on how large its numbers are. */
const functions = new Set(
  'abs sqrt cbrt exp log log10 log2 pow mod min max sum mean median std variance round floor ceil fix sign sin cos tan asin acos atan'.split(
    ' ',
  ),
);
const constants = new Set(['pi', 'e']);

/** Numbers with more digits before the point than this are no longer worked with. */
const mostDigits = 1_000;

/**
 * The value of an expression in decimal digits. The expression is parsed by the library and walked
 * here; no part of it is compiled or run.
 *
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID for anything but arithmetic with a finite, real value
 */
export function evaluate(expression: string, variables: Numbers): string {
  const tree = parse(expression.replaceAll('**', '^'));
  return valueOf(tree, variables).toString();
}

function parse(text: string): MathNode {
  try {
    return arithmetic().parse(text);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'the expression cannot be read');
  }
}

function valueOf(node: MathNode, variables: Numbers): BigNumber {
  const math = arithmetic();
  if (math.isConstantNode(node)) return constant(node.value);
  if (math.isParenthesisNode(node)) return valueOf(node.content, variables);
  if (math.isSymbolNode(node)) return named(node.name, variables);
  if (math.isOperatorNode(node)) return operated(node.fn, node.args, variables);
  if (math.isFunctionNode(node)) return called(node.fn, node.args, variables);
  throw invalid(`only arithmetic is computed, not ${node.toString().slice(0, 60)}`);
}

/** The library writes the 100 of a percentage as a plain number. */
function constant(value: unknown): BigNumber {
  return bounded(typeof value === 'number' ? arithmetic().bignumber(String(value)) : value);
}

function named(name: string, variables: Numbers): BigNumber {
  const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (given !== undefined) return arithmetic().bignumber(String(given));
  if (constants.has(name)) return arithmetic().evaluate(name) as BigNumber;
  throw invalid(`"${name}" is not known: give it in variables`);
}

function operated(name: string, args: readonly MathNode[], variables: Numbers): BigNumber {
  if (!operators.has(name)) throw invalid(`the operator ${name} is not known`);
  return apply(name, args, variables);
}

/** `f(…)` names its function by a symbol; `a.f(…)` does not, and its name is not looked at. */
function called(fn: unknown, args: readonly MathNode[], variables: Numbers): BigNumber {
  const name = arithmetic().isSymbolNode(fn) ? fn.name : String(fn);
  if (!functions.has(name)) {
    throw invalid(`the function ${name} is not known. Known are: ${[...functions].join(', ')}`);
  }
  return apply(name, args, variables);
}

function apply(name: string, args: readonly MathNode[], variables: Numbers): BigNumber {
  const values = args.map((argument) => valueOf(argument, variables));
  if (name === 'pow') refuseGiant(values);
  const work = Reflect.get(arithmetic(), name) as Work;
  try {
    return bounded(work(...values));
  } catch (error) {
    if (error instanceof ToolFault) throw error;
    throw invalid(`${name}: ${error instanceof Error ? error.message : 'it cannot be computed'}`);
  }
}

/** Before the work: what would have more digits than may be is not begun. */
function refuseGiant([base, exponent]: readonly BigNumber[]): void {
  if (base === undefined || exponent === undefined) return;
  const digits = Math.max(1, Math.abs(base.e) + 1) * Math.abs(exponent.toNumber());
  if (digits > mostDigits * 10) throw tooLarge;
}

function bounded(value: unknown): BigNumber {
  if (!arithmetic().isBigNumber(value)) throw invalid('the result is not a real number');
  if (!value.isFinite()) throw invalid('the result is not a finite number');
  if (Math.abs(value.e) > mostDigits) throw tooLarge;
  return value;
}

const invalid = (message: string): ToolFault => new ToolFault('TOOL_ARGUMENTS_INVALID', message);
const tooLarge = invalid(`numbers may have at most ${String(mostDigits)} digits`);
