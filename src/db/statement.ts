/** One SQL statement with its bound values, ready to travel. */
export interface Statement {
  text: string;
  values: unknown[];
  /** Plan anew at each execution: for aggregates, where a generic plan is wrong on the biggest tenant. */
  replan?: boolean;
}
