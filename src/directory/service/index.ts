export * from "./category.ts";
export * from "./erasing.ts";
export * from "./listing.ts";
export * from "./match.ts";
export * from "./reading.ts";
export * from "./search.ts";
export * from "./skill.ts";
export * from "./spend-option.ts";
