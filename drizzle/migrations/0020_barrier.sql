-- As policies are, the views of what is in reach are barriers: nothing else that a statement asks is asked of rows beyond it.
alter view person_in_reach set (security_barrier = true);
--> statement-breakpoint
alter view household_in_reach set (security_barrier = true);
--> statement-breakpoint
-- How many people live where, grouped within the barrier, in the order of the index that holds all of it.
do $$
declare
  condition text;
begin
  select qual into condition from pg_policies where schemaname = 'public' and tablename = 'person' and policyname = 'in_scope';
  execute format($q$create view living_in_reach with (security_barrier = true) as
    select county_code, household_id, count(*)::integer as persons from person
    where ended_at is null and case
      when (select current_setting('cuntu.people_ranges', true) = '' and current_setting('cuntu.households', true) = '')
      then village_code >= (select current_setting('cuntu.people_low', true))
        and village_code < (select current_setting('cuntu.people_high', true))
      else %s
    end
    group by county_code, household_id$q$, condition);
end $$;
--> statement-breakpoint
grant select on living_in_reach to cuntu_app;
