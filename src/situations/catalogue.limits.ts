// How long the lists around skills and roles may grow: more than anybody keeps in view, few enough that a figure made of
// them reads them all.

/** Skills that one role requires. */
export const MOST_REQUIRED = 50;
/** Skills that one client claims. */
export const MOST_CLAIMS = 200;
/** Target roles of one client that are not archived. */
export const MOST_TARGETS = 10;
