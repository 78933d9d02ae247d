CREATE INDEX "household_address_plain" ON "household" USING gin (replace(address, ' ', '') gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "household_name_trgm" ON "household" USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "household_running_number" ON "household" USING btree (ltrim(substring(number from '[0-9]+$'), '0') text_pattern_ops);--> statement-breakpoint
CREATE INDEX "household_pinyin_start" ON "household" USING btree ("pinyin" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "household_initials_start" ON "household" USING btree ("initials" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "person_pinyin_start" ON "person" USING btree ("pinyin" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "person_initials_start" ON "person" USING btree ("initials" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "person_seq" ON "person" USING btree ("county_code","village_code","seq");--> statement-breakpoint
-- Addresses are looked for without their spaces now.
DROP INDEX "household_address_trgm";
