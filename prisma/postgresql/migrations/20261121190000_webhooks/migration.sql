-- CreateTable
CREATE TABLE "Webhook" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "dateCreated" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL,
    "webhookId" TEXT NOT NULL,
    "changeId" BIGINT NOT NULL,
    "customerId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "lastStatusCode" INTEGER,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "nextAttemptAt" TIMESTAMPTZ(3),
    "dateCreated" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Webhook_accountId_id_idx" ON "Webhook"("accountId", "id");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_changeId_idx" ON "WebhookDelivery"("webhookId", "changeId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_status_changeId_idx" ON "WebhookDelivery"("webhookId", "status", "changeId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_nextAttemptAt_changeId_idx" ON "WebhookDelivery"("webhookId", "nextAttemptAt", "changeId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_customerId_nextAttemptAt_idx" ON "WebhookDelivery"("webhookId", "customerId", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_changeId_idx" ON "WebhookDelivery"("changeId");

-- By hand: what Prisma's schema language cannot say.

-- Sorting and matching are bytewise, whatever locale the database was made with, and so the same as on SQLite.
ALTER TABLE "Webhook"
    ALTER COLUMN "id" TYPE TEXT COLLATE "C",
    ALTER COLUMN "accountId" TYPE TEXT COLLATE "C";

ALTER TABLE "WebhookDelivery"
    ALTER COLUMN "id" TYPE TEXT COLLATE "C",
    ALTER COLUMN "webhookId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "customerId" TYPE TEXT COLLATE "C";

-- AddForeignKey
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "CustomerChange"("id") ON DELETE CASCADE ON UPDATE CASCADE;
