export const kpiPolicies = [] as const;
