/** Everything that a week holds. */
export const WEEK = `
  client { id name }
  startsOn today
  firstWeek { lastOn steps { step state } }
  dueActions { id title dueOn } slippedActions { id title dueOn isOverdue } slippedGoals { id title targetOn }
  dueReviews { id dueAt } dueCheckIn { id trigger status }
  stuck { index band labels { label nextStep nextStepWords } } pulse { felt }
  momentum { score activeWeeks countedWeeks weeks { weekOn done commitment off } }
  mirror { overdueRatio { isRed } }
  nextSession { id startsAt }
  wins { id kind wonOn } prompts { id at } openSetbacks { id what } openQuestions { id text }
  buddyGoals { id title isDone } risksToReview { id } expiringCredentials { id title } nextLearning { id title }`;
