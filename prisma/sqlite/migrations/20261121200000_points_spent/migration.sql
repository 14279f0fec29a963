-- CreateTable
CREATE TABLE "PointsSpent" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "points" INTEGER NOT NULL,
    "resetAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "PointsSpent_resetAt_idx" ON "PointsSpent"("resetAt");
