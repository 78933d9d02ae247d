DROP INDEX "person_household";--> statement-breakpoint
CREATE INDEX "person_household" ON "person" USING btree ("county_code","household_id","village_code","ended_at","id");
--> statement-breakpoint
-- The households and people that the policies show, for statements that go through most of a county. A policy looks its
-- settings up for every row; these do it once, where the reach is one range of codes, and ask the policy's own condition
-- everywhere else. (A policy may not hold a sub-select: a distributed database takes none.) Only columns that count and place.
do $$
declare
  rule record;
begin
  for rule in
    select tablename as name, qual,
      case tablename when 'person' then 'county_code, id, village_code, household_id, ended_at'
        else 'county_code, id, village_code, geometry, ended_at' end as columns
    from pg_policies where schemaname = 'public' and tablename in ('person', 'household')
  loop
    execute format($q$create view %I as
      select %s from %I
      where case
        when (select current_setting('cuntu.people_ranges', true) = '' and current_setting('cuntu.households', true) = '')
        then village_code >= (select current_setting('cuntu.people_low', true))
          and village_code < (select current_setting('cuntu.people_high', true))
        else %s
      end$q$, rule.name || '_in_reach', rule.columns, rule.name, rule.qual);
    execute format('grant select on %I to cuntu_app', rule.name || '_in_reach');
  end loop;
end $$;
