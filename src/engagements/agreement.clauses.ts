/** What an agreement says, and policies read. */
export interface Clauses {
  namesInAttendance: boolean;
  recording: boolean;
  retentionMonths: number;
  lateCancelHours: number;
}

/**
 * What is agreed where nobody says otherwise: nothing is told and nothing recorded without a word from everybody; two
 * years of notes outlast most programmes; a day is what a coach needs to use the time otherwise.
 */
export const DEFAULT_CLAUSES: Clauses = {
  namesInAttendance: false,
  recording: false,
  retentionMonths: 24,
  lateCancelHours: 24,
};

export const MAX_RETENTION_MONTHS = 120;
/** A week: a longer notice would be nothing but a penalty. */
export const MAX_LATE_CANCEL_HOURS = 168;

/** The permissions that the client gives and takes back alone. */
export const permissions = ['NAMES_IN_ATTENDANCE', 'RECORDING'] as const;
export type Permission = (typeof permissions)[number];

/** Whether two agreements say the same. */
export function isSame(some: Clauses, other: Clauses): boolean {
  return (Object.keys(DEFAULT_CLAUSES) as (keyof Clauses)[]).every(
    (clause) => some[clause] === other[clause],
  );
}

/** What is agreed once some clauses are changed; those left out or null stay. */
export function changed(
  clauses: Clauses,
  changes: { [Clause in keyof Clauses]?: Clauses[Clause] | null },
): Clauses {
  return {
    namesInAttendance: changes.namesInAttendance ?? clauses.namesInAttendance,
    recording: changes.recording ?? clauses.recording,
    retentionMonths: changes.retentionMonths ?? clauses.retentionMonths,
    lateCancelHours: changes.lateCancelHours ?? clauses.lateCancelHours,
  };
}

/** What is agreed once the client has taken a permission back. */
export function without(permission: Permission, clauses: Clauses): Clauses {
  return permission === 'RECORDING'
    ? { ...clauses, recording: false }
    : { ...clauses, namesInAttendance: false };
}
