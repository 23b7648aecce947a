// The results as the page asks for them.

const groupNames = new Map([
  ["finished", "finished"], ["asked", "stopped"], ["serviceScaledIn", "stopped"],
  ["noCapacity", "refused"], ["noInstances", "refused"], ["provisioningLimit", "refused"],
  ["provisioningTimeout", "gave up"], ["instanceGone", "interrupted"]
]);

// What became of a task.
function outcomeOf(reason, running) {
  return groupNames.get(reason) ?? (running === null ? "waiting" : "running");
}

function tasksOf({tasks, taskColumns, taskKinds, instances}) {
  const at = Object.fromEntries(taskColumns.map((name, column) => [name, column]));
  return tasks.map((row, number) => ({
                     number,
                     kind: taskKinds[row[at.taskKind]],
                     instance: row[at.instance] === null ? null : instances[row[at.instance]],
                     created: row[at.created],
                     placed: row[at.placed],
                     running: row[at.running],
                     stopped: row[at.stopped],
                     reason: row[at.reason],
                     gpus: row[at.gpus],
                     fromSnapshot: row[at.fromSnapshot],
                     outcome: outcomeOf(row[at.reason], row[at.running])
                   }));
}

export function changeOf(decision) {
  return decision.desiredAfter - decision.desiredBefore;
}

const unfitText = ({estimates}) => estimates.map(({unfitType}) => unfitType).join();

// What is worth to stop at: a group changed, or something else held it back than before.
function notableDecisions(decisions) {
  const last = new Map();
  return decisions.filter((decision) => {
    const before = last.get(decision.capacityProvider);
    last.set(decision.capacityProvider, decision);
    return changeOf(decision) !== 0 || decision.bound !== (before?.bound ?? "none") ||
        unfitText(decision) !== (before ? unfitText(before) : "");
  });
}

export function modelOf(results) {
  return {
    results,
    totals: results.totals,
    end: results.totals.ended,
    tasks: tasksOf(results),
    notable: notableDecisions(results.decisions),
    targets: new Map(results.providers.map(
        ({name, managedScaling}) => [name, managedScaling?.targetCapacity ?? 100])),
  };
}

export const providerColour = (number) => `series-${1 + (number % 6)}`;

// Beyond the colours that there are, lines are told apart by their dashes.
export const providerDash = (number) => [[], [8, 4], [2, 3]][Math.floor(number / 6) % 3];
