/**
 * For SQL: the `Company` of a mailbox row under this name. A mailbox that two processes died over runs
 * alone, however the second came to die: nobody else can then be charged with the third.
 */
export function companyOf(alias: string): string {
  return `case when not ${alias}.suspect then 'anybody'
    when ${alias}.crashes < 2 then 'suspects' else 'nobody' end`;
}
