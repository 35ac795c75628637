-- The folder is applied whole: what an earlier build left behind and this one no longer has must not stay.
DO $$
DECLARE
    object record;
BEGIN
    FOR object IN
        SELECT t.tgname AS name, c.relname AS owner
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE c.relnamespace = 'orchestrator'::regnamespace AND NOT t.tgisinternal
    LOOP
        EXECUTE format('DROP TRIGGER %I ON orchestrator.%I', object.name, object.owner);
    END LOOP;

    FOR object IN
        SELECT c.relname AS name FROM pg_class AS c
        WHERE c.relnamespace = 'orchestrator'::regnamespace AND c.relkind = 'v'
    LOOP
        EXECUTE format('DROP VIEW IF EXISTS orchestrator.%I CASCADE', object.name);
    END LOOP;

    FOR object IN
        SELECT p.oid::regprocedure AS signature FROM pg_proc AS p
        WHERE p.pronamespace = 'orchestrator'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        BEGIN
            EXECUTE format('DROP ROUTINE %s', object.signature);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            NULL;  -- a function that a table is built on came with a migration and stays
        END;
    END LOOP;
END
$$;
