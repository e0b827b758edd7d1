export * from "./category.ts";
export * from "./erasing.ts";
export * from "./listing.ts";
export * from "./skill.ts";
export * from "./spend-option.ts";
