/** Passwords of the roles on the throw-away server of a test run. */
export const OWNER_PASSWORD = 'owner-of-the-test';
export const APP_PASSWORD = 'app-of-the-test';

/** The migrated database that test files clone. */
export const TEMPLATE = 'waymark_template';
