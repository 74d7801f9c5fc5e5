/** Zones of every kind: whole and half hours of summer time, one of two hours, Ramadan, south and north, and none. */
export const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/St_Johns',
  'Pacific/Chatham',
  'America/Santiago',
  'Africa/Cairo',
  'Antarctica/Troll',
] as const;
