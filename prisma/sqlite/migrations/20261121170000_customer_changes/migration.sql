-- CreateTable
CREATE TABLE "CustomerChange" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "customerId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "accountId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "pathBefore" TEXT
);

-- CreateIndex
CREATE INDEX "CustomerChange_customerId_id_idx" ON "CustomerChange"("customerId", "id");

-- By hand: the history of customers that are there already begins with the last that is known of them.
INSERT INTO "CustomerChange" ("customerId", "version", "at", "by", "action", "after", "accountId", "path")
SELECT c."id", c."version", min(c."dateLastModified", strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')), c."lastModifiedBy", 'Imported', json_object(
        'accountId', c."accountId",
        'parentCustomerId', c."parentCustomerId",
        'name', c."name",
        'referenceId', c."referenceId",
        'isStaging', json(CASE WHEN c."isStaging" THEN 'true' ELSE 'false' END),
        'data', json(c."data"),
        'tagIds', (SELECT json_group_array(t."tagId" ORDER BY t."tagId") FROM "CustomerTag" t WHERE t."customerId" = c."id"),
        'schedule', json(c."schedule"),
        'integrationData', json(c."integrationData"),
        'overrideBillingSettings', json(CASE WHEN c."overrideBillingSettings" THEN 'true' ELSE 'false' END),
        'billingSettings', json(c."billingSettings"),
        'overrideAppSettings', json(CASE WHEN c."overrideAppSettings" THEN 'true' ELSE 'false' END),
        'appSettings', json(c."appSettings"),
        'dateCreated', replace(c."dateCreated", '+00:00', 'Z'),
        'dateLastModified', replace(c."dateLastModified", '+00:00', 'Z'),
        'createdBy', c."createdBy",
        'lastModifiedBy', c."lastModifiedBy"
    ), c."accountId", c."path"
FROM "Customer" c
ORDER BY c."dateLastModified", c."key";
