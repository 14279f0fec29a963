-- CreateTable
CREATE TABLE "CustomerChange" (
    "id" BIGSERIAL NOT NULL,
    "customerId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSON,
    "after" JSON,
    "accountId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "pathBefore" TEXT,

    CONSTRAINT "CustomerChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CustomerChange_customerId_id_idx" ON "CustomerChange"("customerId", "id");

-- By hand: what Prisma's schema language cannot say.

-- Sorting and matching are bytewise, whatever locale the database was made with, and so the same as on SQLite.
ALTER TABLE "CustomerChange"
    ALTER COLUMN "customerId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "accountId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "path" TYPE TEXT COLLATE "C",
    ALTER COLUMN "pathBefore" TYPE TEXT COLLATE "C";

-- The history of customers that are there already begins with the last that is known of them.
INSERT INTO "CustomerChange" ("customerId", "version", "at", "by", "action", "after", "accountId", "path")
SELECT c."id", c."version", least(c."dateLastModified", now()), c."lastModifiedBy", 'Imported', json_build_object(
        'accountId', c."accountId",
        'parentCustomerId', c."parentCustomerId",
        'name', c."name",
        'referenceId', c."referenceId",
        'isStaging', c."isStaging",
        'data', c."data",
        'tagIds', coalesce((SELECT json_agg(t."tagId" ORDER BY t."tagId") FROM "CustomerTag" t WHERE t."customerId" = c."id"), '[]'),
        'schedule', c."schedule",
        'integrationData', c."integrationData",
        'overrideBillingSettings', c."overrideBillingSettings",
        'billingSettings', c."billingSettings",
        'overrideAppSettings', c."overrideAppSettings",
        'appSettings', c."appSettings",
        'dateCreated', to_char(c."dateCreated" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'dateLastModified', to_char(c."dateLastModified" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'createdBy', c."createdBy",
        'lastModifiedBy', c."lastModifiedBy"
    ), c."accountId", c."path"
FROM "Customer" c
ORDER BY c."dateLastModified", c."key";
