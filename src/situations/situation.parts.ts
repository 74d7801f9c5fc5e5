// The parts of a situation that are lists of the client's own, and how many of each may stand at once: enough for any
// working life, few enough that the figures made of them read them all.

export const parts = {
  role_aspects: { what: 'RoleAspect', plural: 'aspects', most: 30 },
  tasks: { what: 'Task', plural: 'tasks', most: 50 },
  client_values: { what: 'ClientValue', plural: 'values', most: 20 },
  client_constraints: { what: 'Constraint', plural: 'constraints', most: 50 },
} as const;

/** A table of such a part. */
export type Part = keyof typeof parts;
