// The pace of a goal is the line by Theil and Sen through the updates of its segment. The line itself stands with the
// check-ins, further to the left, because their trends are drawn by it too.
export {
  dayMs,
  latestInOrder,
  pointsMax as pacePointsMax,
  theilSen as paceOf,
  type Line as Pace,
  type Point as PacePoint,
} from '../checkins/theil-sen.js';
