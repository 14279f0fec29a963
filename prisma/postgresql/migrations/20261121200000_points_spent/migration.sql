-- CreateTable
CREATE TABLE "PointsSpent" (
    "userId" TEXT NOT NULL,
    "points" BIGINT NOT NULL,
    "resetAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PointsSpent_pkey" PRIMARY KEY ("userId")
);

-- CreateIndex
CREATE INDEX "PointsSpent_resetAt_idx" ON "PointsSpent"("resetAt");

-- By hand: what Prisma's schema language cannot say.

-- Sorting and matching are bytewise, whatever locale the database was made with, and so the same as on SQLite.
ALTER TABLE "PointsSpent"
    ALTER COLUMN "userId" TYPE TEXT COLLATE "C";

-- What was spent in a minute need not outlive a crash, nor wait for the disk.
ALTER TABLE "PointsSpent" SET UNLOGGED;
