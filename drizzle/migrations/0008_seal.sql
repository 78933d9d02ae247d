CREATE TABLE "seal_key" (
	"id" "bytea" PRIMARY KEY NOT NULL,
	"check_sealed" "bytea" NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "person" DROP CONSTRAINT "person_id_number_form";--> statement-breakpoint
DROP INDEX "person_id_number";--> statement-breakpoint
DROP INDEX "person_phone_last4";--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "id_number_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "id_number_hash" "bytea";--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "phone_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "phone_hash" "bytea";--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "phone_last4_hash" "bytea";--> statement-breakpoint
CREATE INDEX "person_phone" ON "person" USING btree ("county_code","phone_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "person_id_number" ON "person" USING btree ("county_code","id_number_hash") WHERE "person"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "person_phone_last4" ON "person" USING btree ("county_code","phone_last4_hash");--> statement-breakpoint
-- A statement cannot seal, as it has no key: the numbers wait in a table of their own for the next start, which seals and drops it.
do $$
begin
  if exists (select from person where id_number is not null or phone is not null) then
    create table person_clear as
      select county_code, id, id_number, phone from person where id_number is not null or phone is not null;
  end if;
end $$;
--> statement-breakpoint
ALTER TABLE "person" DROP COLUMN "id_number";--> statement-breakpoint
ALTER TABLE "person" DROP COLUMN "phone";--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_id_number_whole" CHECK (("person"."id_number_sealed" is null) = ("person"."id_number_hash" is null));--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_phone_whole" CHECK (("person"."phone_sealed" is null) = ("person"."phone_hash" is null));
--> statement-breakpoint
-- As `0006_scope.sql` has it, with the telephone number sealed.
drop function duty_people(text, bigint[]);
--> statement-breakpoint
create function duty_people(county text, ids bigint[])
returns table (id bigint, name text, household_id bigint, home geometry, seq bigint, phone_sealed bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select person.id, person.name, person.household_id, household.geometry, greatest(person.seq, household.seq), person.phone_sealed
  from unnest(ids) wanted (id)
  join person on person.county_code = county and person.id = wanted.id
  left join household on household.county_code = county and household.id = person.household_id
  where exists (
    select from household_link
    where county_code = county and member_id = wanted.id and (
      village_code >= current_setting('cuntu.people_low', true) and village_code < current_setting('cuntu.people_high', true)
        and (current_setting('cuntu.people_ranges', true) = '' or scope_covers(current_setting('cuntu.people_ranges', true), village_code))
      or household_link.household_id = any(scope_ids('cuntu.households'))
    )
  ) or exists (
    select from zone_lead
    where county_code = county and person_id = wanted.id and (
      village_code >= current_setting('cuntu.people_low', true) and village_code < current_setting('cuntu.people_high', true)
        and (current_setting('cuntu.people_ranges', true) = '' or scope_covers(current_setting('cuntu.people_ranges', true), village_code))
      or zone_id = any(scope_ids('cuntu.zones_seen'))
    )
  ) or exists (
    select from party_member
    where county_code = county and person_id = wanted.id and village_code >= current_setting('cuntu.people_low', true)
      and village_code < current_setting('cuntu.people_high', true)
      and (current_setting('cuntu.people_ranges', true) = '' or scope_covers(current_setting('cuntu.people_ranges', true), village_code))
  )
$$;
